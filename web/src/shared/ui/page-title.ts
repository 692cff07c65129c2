let title = '';
let unread = 0;

/** Name the page; the count of unread things stays before the name. */
export function setPageTitle(next: string): void {
  title = next;
  show();
}

/** Count the unread things in the tab's title; none at zero. */
export function setTitleCount(count: number): void {
  unread = count;
  show();
}

function show(): void {
  title ||= document.title;
  document.title = unread > 0 ? `(${unread > 999 ? '999+' : unread}) ${title}` : title;
}
