/** The summary for the dermatologist: on one printed A4 page, or as a text file. */

const PAGE_HEIGHT = 700; // points between margins of 18 mm, with some room to spare
const PAGE_WIDTH = 493;
const LINE_HEIGHT = 1.4;

/** Print the summary and nothing else of the page. */
export function printSummary(summary: string): void {
  const paper = document.createElement("comedo-paper");
  const text = document.createElement("pre");
  text.textContent = summary;
  const shadow = paper.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [
    sheet(`pre {
      margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; color: #000;
      font: ${fontSize(summary)}pt/${LINE_HEIGHT} sans-serif;
    }`),
  ];
  shadow.append(text);
  const print = sheet(`
    comedo-paper { display: none !important; }
    @page { size: A4; margin: 18mm; }
    @media print {
      html, body { all: revert !important; margin: 0 !important; }
      body > :not(comedo-paper) { display: none !important; }
      comedo-paper { display: block !important; }
    }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, print];
  document.body.append(paper);
  addEventListener(
    "afterprint",
    () => {
      paper.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== print);
    },
    { once: true },
  );
  window.print();
}

/** Save the summary as a text file. */
export function saveSummary(summary: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([summary], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The largest size in points, up to 11, at which the text fits on the page. */
function fontSize(text: string): number {
  let size = 11;
  const lines = () => {
    const perLine = PAGE_WIDTH / (0.56 * size);
    return text.split("\n").reduce((n, line) => n + Math.max(1, Math.ceil(line.length / perLine)), 0);
  };
  while (size > 5 && lines() * size * LINE_HEIGHT > PAGE_HEIGHT) size -= 0.5;
  return size;
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
