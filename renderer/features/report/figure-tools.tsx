/**
 * What can be done with a figure: ask how it was computed, copy it, save it. Must not know what it shows. Copies are in
 * the colours of print, because they end up on white. Invariant: says what happened, also when the clipboard is denied
 * and a file is saved instead.
 */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import { printPalette } from '../../../shared/figures/palette.ts';
import type { Scene } from '../../../shared/figures/scene.ts';
import { sceneToSvg } from '../../../shared/figures/svg.ts';
import { drawPng } from '../../lib/draw-scene.ts';
import { saveFile } from '../../lib/save-file.ts';
import { IconButton } from '../../ui/button.tsx';
import { copyImage, copyText } from '../../ui/copy-text.ts';
import { HowButton } from './how-button.tsx';
import classes from './report.module.css';

const SAID_MS = 3500;

export interface FigureToolsProps {
  /** Names the figure in labels and file names. */
  title: string;
  scene: () => Scene;
  csv: () => string;
  /** The figure that the question mark asks about; none for tables of several. */
  about?: FigureRef;
}

type Form = 'png' | 'svg' | 'csv';

const mediaTypes: Readonly<Record<Form, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv;charset=utf-8',
};

function fileName(title: string, form: Form): string {
  const plain = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return `${plain.replaceAll(/^-|-$/g, '').slice(0, 80)}.${form}`;
}

async function contentOf({ scene, csv }: FigureToolsProps, form: Form): Promise<string | Blob> {
  if (form === 'csv') return csv();
  return form === 'svg' ? sceneToSvg(scene(), printPalette) : drawPng(scene(), printPalette);
}

/** Saves; answers what to say. */
async function save(of: FigureToolsProps, form: Form): Promise<string> {
  saveFile(fileName(of.title, form), mediaTypes[form], await contentOf(of, form));
  return `Saved as ${form.toUpperCase()}`;
}

/** Copies, or saves where the clipboard is denied; answers what to say. */
async function copy(of: FigureToolsProps, form: Form): Promise<string> {
  const content = await contentOf(of, form);
  const isCopied = await (typeof content === 'string' ? copyText(content) : copyImage(content));
  if (isCopied) return `Copied as ${form.toUpperCase()}`;
  saveFile(fileName(of.title, form), mediaTypes[form], content);
  return 'The clipboard is not allowed here: saved as a file instead';
}

/** Says something for a while. */
function useSaid(): [string | null, (act: Promise<string>) => void] {
  const [said, setSaid] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (act: Promise<string>): void => {
    const show = (text: string): void => {
      setSaid(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSaid(null), SAID_MS);
    };
    act.then(show, (error: unknown) =>
      show(error instanceof Error ? error.message : 'It could not be drawn'),
    );
  };
  return [said, say];
}

export function FigureTools(props: FigureToolsProps): ReactNode {
  const { title, about } = props;
  const [said, say] = useSaid();
  return (
    <span className={classes.tools}>
      <output className={classes.said}>{said}</output>
      {about !== undefined && <HowButton about={about} name={title} />}
      <Menu position="bottom-end" shadow="md" transitionProps={{ duration: 80 }}>
        <Menu.Target>
          <IconButton label={`Copy or save: ${title}`}>
            <IconDots size={16} stroke={1.6} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => say(copy(props, 'png'))}>Copy as PNG</Menu.Item>
          <Menu.Item onClick={() => say(copy(props, 'svg'))}>Copy as SVG</Menu.Item>
          <Menu.Item onClick={() => say(copy(props, 'csv'))}>Copy as CSV</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => say(save(props, 'png'))}>Save as PNG</Menu.Item>
          <Menu.Item onClick={() => say(save(props, 'svg'))}>Save as SVG</Menu.Item>
          <Menu.Item onClick={() => say(save(props, 'csv'))}>Save as CSV</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
