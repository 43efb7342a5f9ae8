/** The rules of retention as a table; without a way to change them it is read only. */
import type { ReactNode } from 'react';
import { riskClasses } from '../../../shared/domain/trace.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import type { RiskClass, RuleDraft } from './read-retention.ts';
import spoken from '../../ui/spoken.module.css';
import own from './sources.module.css';

export interface RetentionTableProps {
  draft: readonly RuleDraft[];
  onChange: ((draft: RuleDraft[]) => void) | null;
}

function scopeInWords(of: readonly RiskClass[], isOnly: boolean): string {
  if (of.length > 0) return `${of.join(', ')} risk`;
  return isOnly ? 'every trace' : 'every other trace';
}

function Classes({
  of,
  onChange,
}: {
  of: readonly RiskClass[];
  onChange: (of: RiskClass[]) => void;
}): ReactNode {
  return (
    <span className={own.riskClasses}>
      {riskClasses.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={of.includes(one)}
            onChange={(event) =>
              onChange(
                riskClasses.filter((other) => (other === one ? event.target.checked : of.includes(other))),
              )
            }
          />
          {one}
        </label>
      ))}
    </span>
  );
}

function Days({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: ((to: string) => void) | null;
}): ReactNode {
  if (onChange === null) return <>{value === '' ? 'never' : `after ${value} days`}</>;
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      placeholder="never"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface RowProps {
  rule: RuleDraft;
  at: number;
  count: number;
  /** Null where it is only read. */
  onChange: ((change: Partial<RuleDraft>) => void) | null;
  onRemove: () => void;
}

/** The last rule is for everything that no other fits, so its classes cannot be chosen. */
function Row({ rule, at, count, onChange, onRemove }: RowProps): ReactNode {
  const change = at === count - 1 ? null : onChange;
  return (
    <tr>
      <th scope="row">
        {change === null ? (
          scopeInWords(rule.riskClasses, count === 1)
        ) : (
          <>
            <Classes of={rule.riskClasses} onChange={(of) => change({ riskClasses: of })} />
            <Button size="s" variant="quiet" onClick={onRemove}>
              Remove
            </Button>
          </>
        )}
      </th>
      <td>
        <Days
          label={`Rule ${at + 1}: days after arrival`}
          value={rule.traceDays}
          onChange={onChange === null ? null : (traceDays) => onChange({ traceDays })}
        />
      </td>
      <td>
        <Days
          label={`Rule ${at + 1}: days after the close`}
          value={rule.itemDays}
          onChange={onChange === null ? null : (itemDays) => onChange({ itemDays })}
        />
      </td>
    </tr>
  );
}

export function RetentionTable({ draft, onChange }: RetentionTableProps): ReactNode {
  const changeAt = (at: number) => (change: Partial<RuleDraft>) =>
    onChange?.(draft.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div>
      <table className={own.retention}>
        <caption className={spoken.only}>Days until texts are erased</caption>
        <thead>
          <tr>
            <th scope="col">Texts of</th>
            <th scope="col">Not in an audit, days after arrival</th>
            <th scope="col">In an audit, days after its close</th>
          </tr>
        </thead>
        <tbody>
          {draft.map((rule, at) => (
            <Row
              // Rules have no id of their own; a row is its place.
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              rule={rule}
              at={at}
              count={draft.length}
              onChange={onChange === null ? null : changeAt(at)}
              onRemove={() => onChange?.(draft.filter((_, index) => index !== at))}
            />
          ))}
        </tbody>
      </table>
      {onChange !== null && (
        <Button
          size="s"
          onClick={() => onChange([{ riskClasses: ['critical'], traceDays: '', itemDays: '' }, ...draft])}
        >
          Add a rule for risk classes
        </Button>
      )}
    </div>
  );
}
