import { create } from 'qrcode';

/** Neighbouring dark modules of a row, in units of one module. */
type Run = { row: number; start: number; length: number };

const quietZone = 4;

/** An EPC QR code (error correction M, as EPC069-12 asks for), dark on white in every colour scheme: scanners want that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * quietZone;
  const path = runs(modules.size, (row, column) => modules.get(row, column) === 1)
    .map(({ row, start, length }) => `M${start + quietZone} ${row + quietZone}h${length}v1h-${length}z`)
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-md bg-[white]"
    >
      <path d={path} />
    </svg>
  );
}

function runs(size: number, isDark: (row: number, column: number) => boolean): Run[] {
  const found: Run[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const open = found.at(-1);
      if (!isDark(row, column)) continue;
      if (open?.row === row && open.start + open.length === column) open.length += 1;
      else found.push({ row, start: column, length: 1 });
    }
  }
  return found;
}
