// Owns the making of plain lists and tables of numbers, so that no caller has to spell out how an array is filled.

export function filled(length: number, value: number): number[] {
  const list: number[] = [];
  for (let at = 0; at < length; at += 1) list.push(value);
  return list;
}

export function zeros(length: number): number[] {
  return filled(length, 0);
}

export function zeroTable(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => zeros(columns));
}
