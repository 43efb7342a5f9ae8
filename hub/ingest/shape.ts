/**
 * The shape of a batch: how often each field was there and of which type, and which values its dimensions had. From the
 * shapes of earlier batches the drift of a later one is seen. Must not know the database.
 *
 * Invariants: a shape holds names of fields and values of dimensions (masked), never a text of a trace; its size is
 * bounded whatever is sent.
 */

export interface FieldShape {
  /** Traces that had it. */
  n: number;
  /** Traces by JSON type of its value. */
  types: Record<string, number>;
}

export interface Shape {
  /** Traces that were objects, also such as were rejected. */
  n: number;
  fields: Record<string, FieldShape>;
  /** Values by dimension; null where there are too many to watch. */
  values: Record<string, string[] | null>;
}

const mostFields = 1000;
const mostDimensions = 200;
const mostValues = 50;
/** Of all values together: senders may write long ones, and shapes of many batches are read for one comparison. */
const mostValueCharacters = 64 * 1024;
const longestName = 200;

interface Field extends FieldShape {
  /** The trace by which it was counted last. */
  seenIn: number;
  /** Members below it, for objects and lists of objects. */
  members: Map<string, Field>;
}

export class ShapeCounter {
  #n = 0;
  #fieldCount = 0;
  #valueCharacters = 0;
  readonly #root = new Map<string, Field>();
  readonly #values = new Map<string, Set<string> | null>();
  readonly #maskName: (name: string) => string;

  /** `maskName` masks names that senders choose. */
  constructor(maskName: (name: string) => string) {
    this.#maskName = maskName;
  }

  /** Counts the fields of a trace as it came. */
  addTrace(value: unknown): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    this.#n += 1;
    this.#addMembers(this.#root, value, 1);
  }

  /** Notes the values of dimensions of a trace that is masked. */
  addValues(facets: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(facets)) {
      if (name === 'week') continue;
      let held = this.#values.get(name);
      if (held === undefined) {
        if (this.#values.size >= mostDimensions) continue;
        held = new Set();
        this.#values.set(name, held);
      }
      if (held === null || held.has(value)) continue;
      if (held.size >= mostValues || this.#valueCharacters + value.length > mostValueCharacters) {
        this.#values.set(name, null);
        for (const one of held) this.#valueCharacters -= one.length;
      } else {
        held.add(value);
        this.#valueCharacters += value.length;
      }
    }
  }

  shape(): Shape {
    const fields: [string, FieldShape][] = [];
    this.#list(this.#root, '', fields);
    const values = [...this.#values].map(
      ([name, held]) => [this.#maskName(name), held === null ? null : [...held]] as const,
    );
    return { n: this.#n, fields: Object.fromEntries(fields), values: Object.fromEntries(values) };
  }

  #addMembers(into: Map<string, Field>, of: object, depth: number): void {
    for (const [name, value] of Object.entries(of)) {
      if (value === undefined) continue;
      const field = this.#field(into, name);
      if (field === null) continue;
      if (field.seenIn !== this.#n) {
        field.seenIn = this.#n;
        field.n += 1;
        const type = typeOf(value);
        field.types[type] = (field.types[type] ?? 0) + 1;
      }
      if (depth === 2 || typeof value !== 'object' || value === null) continue;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
          this.#addMembers(field.members, one, depth + 1);
        }
      }
    }
  }

  #field(into: Map<string, Field>, name: string): Field | null {
    const known = into.get(name);
    if (known !== undefined) return known;
    if (this.#fieldCount >= mostFields) return null;
    this.#fieldCount += 1;
    const field: Field = { n: 0, types: {}, seenIn: 0, members: new Map() };
    into.set(name, field);
    return field;
  }

  #list(of: ReadonlyMap<string, Field>, above: string, into: [string, FieldShape][]): void {
    for (const [name, { n, types, members }] of of) {
      const path = `${above}${storable(this.#maskName(name))}`;
      into.push([path, { n, types }]);
      this.#list(members, `${path}.`, into);
    }
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function storable(name: string): string {
  return name.slice(0, longestName).replaceAll('\u0000', '\ufffd').toWellFormed();
}
