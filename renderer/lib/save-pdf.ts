/**
 * The report as PDF. A browser prints the page itself: its own print dialog makes the PDF. Invariant: answers in words
 * what happened or what to do.
 */
export async function savePdf(fileName: string, html: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html;charset=utf-8' }));
  const opened = window.open(url, '_blank');
  if (opened === null) {
    URL.revokeObjectURL(url);
    return 'The browser blocked the page: allow pop-ups, or save as HTML and print it';
  }
  opened.addEventListener('load', () => {
    opened.document.title = fileName.replace(/\.pdf$/, '');
    opened.print();
  });
  return 'Opened for printing: choose “Save as PDF” there';
}
