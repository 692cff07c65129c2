let title = '';

/** Show the number of unread items in the tab's title; none at zero. */
export function setTitleCount(count: number): void {
  title ||= document.title;
  document.title = count > 0 ? `(${count > 999 ? '999+' : count}) ${title}` : title;
}
