let title = '';

/** Count the unread things in the tab's title; none at zero. */
export function setTitleCount(count: number): void {
  title ||= document.title;
  document.title = count > 0 ? `(${count > 999 ? '999+' : count}) ${title}` : title;
}
