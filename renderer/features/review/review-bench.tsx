/**
 * The bench: queue, columns, scorecard around the item in hand. Draws what use-bench.ts holds.
 */
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { runCommand, useKeyChanges } from '../../lib/shortcuts.ts';
import { ActFailure } from './act-failure.tsx';
import { BenchCorner } from './bench-corner.tsx';
import { BenchFrame } from './bench-frame.tsx';
import { BenchHeader } from './bench-header.tsx';
import { RoundProblem } from './calibration-parts.tsx';
import { roundWords } from './calibration-words.ts';
import { FinderLayer } from './finder-layer.tsx';
import { QueueRail } from './queue-rail.tsx';
import { placeOf } from './queue-view.ts';
import { ReadingSide } from './reading-side.tsx';
import { ScorecardSide } from './scorecard-side.tsx';
import type { Bench, BenchElements, BenchOptions } from './use-bench.ts';
import { useBench } from './use-bench.ts';
import { useBenchCommands } from './use-bench-commands.ts';
import { useOpenScorecard } from './use-open-scorecard.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './bench.module.css';

export function ReviewBench(options: BenchOptions): ReactNode {
  const benchElement = useRef<HTMLDivElement>(null);
  const output = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const elements = { bench: benchElement, output, filterField };
  const bench = useBench(options, elements);
  useBenchCommands(bench, elements);
  useOpenScorecard(bench.currentId, bench.held?.form ?? null);
  const changes = useKeyChanges();
  const { queue, entry, item, held, said } = bench;
  return (
    <div ref={benchElement} className={classes.bench}>
      <BenchHeader
        audit={queue.audit}
        entry={entry}
        place={placeOf(queue.entries, entry)}
        round={entry?.isCalibration === true ? roundWords(queue.calibration, entry.position) : null}
        total={queue.progress.mine}
        item={item}
        elapsed={entry === null ? undefined : held?.elapsed}
        chords={{ keys: firstChord('keys', changes), palette: firstChord('palette', changes) }}
        onKeys={() => runCommand('keys')}
        onPalette={() => runCommand('palette')}
        announce={bench.announce}
      />
      <ActFailure bench={bench} />
      <RoundProblem bench={bench} />
      <BenchBody bench={bench} elements={elements} />
      <output className={spoken.only} aria-live="polite">
        <span key={said.count}>{said.words}</span>
      </output>
    </div>
  );
}

function BenchBody({ bench, elements }: { bench: Bench; elements: BenchElements }): ReactNode {
  const { queue, entry, item, held } = bench;
  return (
    <div className={classes.body}>
      <BenchFrame
        renderQueue={(isSlim) => (
          <QueueRail
            queue={queue}
            shown={bench.shown}
            currentId={entry?.itemId ?? null}
            filter={bench.filter}
            onFilter={bench.setFilter}
            onChoose={bench.go}
            filterField={elements.filterField}
            isSlim={isSlim}
            isFeedback={bench.round.isFeedback}
          />
        )}
        renderReading={(mode) => (
          <FinderLayer
            finder={bench.finder}
            item={item}
            isRaw={bench.isRaw}
            focusedPassage={bench.perItem.focusedPassage}
            bench={elements.bench}
            output={elements.output}
          >
            <ReadingSide bench={bench} output={elements.output} mode={mode} />
            <BenchCorner bench={bench} />
          </FinderLayer>
        )}
        scorecard={<ScorecardSide bench={bench} />}
        itemKey={held === null ? 'none' : (entry?.itemId ?? 'none')}
        announce={bench.announce}
      />
    </div>
  );
}
