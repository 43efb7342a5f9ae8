/**
 * The report as a file: JSON and HTML carry the evidence from which the figures can be recomputed, CSV the figures, PDF
 * the page. Must not make the file: the backend does. Invariant: says what was saved, or what to do instead.
 */
import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { problemOf } from '../../lib/problem.ts';
import { saveFile } from '../../lib/save-file.ts';
import { savePdf } from '../../lib/save-pdf.ts';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { exportReport } from './report-queries.ts';
import classes from './report.module.css';

type Format = 'json' | 'csv' | 'html' | 'pdf';

async function exportAs(auditId: AuditId, format: Format, hidesNames: boolean): Promise<string> {
  const made = await exportReport(auditId, format === 'pdf' ? 'html' : format, hidesNames);
  if (format === 'pdf') return savePdf(made.fileName.replace(/\.html$/, '.pdf'), made.text);
  saveFile(made.fileName, made.mediaType, made.text);
  return `Saved ${made.fileName}`;
}

interface Said {
  text: string;
  isBad: boolean;
}

/** Exports, and says what came of it. */
function useExport(auditId: AuditId, hidesNames: boolean) {
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = (format: Format): void => {
    setBusy(true);
    setSaid(null);
    exportAs(auditId, format, hidesNames)
      .then(
        (text) => setSaid({ text, isBad: false }),
        (error: unknown) => {
          const { what, remedy } = problemOf(error);
          setSaid({ text: `${what} ${remedy}`, isBad: true });
        },
      )
      .finally(() => setBusy(false));
  };
  return { said, isBusy, run };
}

export function ExportMenu({ auditId }: { auditId: AuditId }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [hidesNames, setHidesNames] = useState(false);
  const { said, isBusy, run } = useExport(auditId, hidesNames);
  const changes = useKeyChanges();
  const button = useRef<HTMLButtonElement>(null);
  useCommands({
    report_export: () => {
      // The menu hangs from its button and hides with it.
      button.current?.scrollIntoView({ block: 'nearest' });
      setOpen(true);
    },
  });
  return (
    <span className={classes.export}>
      <output className={classes.said} data-bad={said?.isBad || undefined}>
        {said?.text}
      </output>
      <Menu position="bottom-end" opened={isOpen} onChange={setOpen} transitionProps={{ duration: 80 }}>
        <Menu.Target>
          <Button
            ref={button}
            icon={<IconDownload size={15} stroke={1.6} />}
            isBusy={isBusy}
            chord={firstChord('report_export', changes)}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => run('json')}>JSON, can be verified</Menu.Item>
          <Menu.Item onClick={() => run('html')}>HTML page with figures</Menu.Item>
          <Menu.Item onClick={() => run('pdf')}>PDF</Menu.Item>
          <Menu.Item onClick={() => run('csv')}>CSV table</Menu.Item>
          <Menu.Divider />
          <Menu.CheckboxItem checked={hidesNames} onChange={setHidesNames} closeMenuOnClick={false}>
            Hide names of reviewers
          </Menu.CheckboxItem>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
