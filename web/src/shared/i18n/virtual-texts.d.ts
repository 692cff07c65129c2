/** The English texts of a page and of its late chunks, collected by tools/catalogues.ts. */
declare module 'virtual:texts/*' {
  const texts: import('@lingui/core').Messages;
  export default texts;
}
