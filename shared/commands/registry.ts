/**
 * Every command that a key can start, as data: menu, palette, key sheet and dispatcher all read this list.
 * It must not know how a command is carried out, nor which screen is open.
 *
 * Keys are chords separated by spaces, any of which starts the command. A chord is `Mod+`, `Shift+`, `Alt+` and a
 * key as `KeyboardEvent.key` names it (a blank is `Space`); `Mod` is Ctrl, or ⌘ on a Mac. A shifted letter says Shift
 * (`Shift+c`), a shifted mark is a key of its own (`?`).
 * Invariant: the defaults have no conflict (a test holds it), and an id is never reused for another meaning.
 */

export const scopes = [
  'everywhere',
  'welcome',
  'today',
  'review',
  'report',
  'hub',
  'disagreements',
  'taxonomy',
  'norming',
] as const;
/** Where a command listens: everywhere, or while one screen is shown. */
export type Scope = (typeof scopes)[number];

export interface Command {
  id: string;
  title: string;
  group:
    | 'Everywhere'
    | 'Today'
    | 'Queue'
    | 'Scoring'
    | 'Evidence'
    | 'Reading'
    | 'Report'
    | 'Hub'
    | 'Disagreements'
    | 'Taxonomy'
    | 'Norming';
  keys: string;
  scope: Scope;
  /** Also heard while typing in a text field. */
  worksInText?: boolean;
  /** Lasts while the key is down. */
  isHeld?: boolean;
  /** Acts on the question in focus alone: still heard there when single-letter keys are switched off. */
  staysInFocus?: boolean;
}

const optionCommands: readonly Command[] = Array.from({ length: 9 }, (_, at) => ({
  id: `review_option_${at + 1}`,
  title: `Option ${at + 1} of the question in focus`,
  group: 'Scoring',
  keys: String(at + 1),
  scope: 'review',
  staysInFocus: true,
}));

/** Everything on the Disagreements screen: the worklist, and one case. */
const disagreementCommands: readonly Command[] = [
  {
    id: 'disagreements_next',
    title: 'Next case',
    group: 'Disagreements',
    keys: 'j ArrowRight',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_previous',
    title: 'Case before',
    group: 'Disagreements',
    keys: 'k ArrowLeft',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_row_next',
    title: 'Next case of the worklist',
    group: 'Disagreements',
    keys: 'ArrowDown',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_row_previous',
    title: 'Case before in the worklist',
    group: 'Disagreements',
    keys: 'ArrowUp',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_open',
    title: 'Open the case',
    group: 'Disagreements',
    keys: 'Enter',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_choose',
    title: 'Take the case into a norming round, or out',
    group: 'Disagreements',
    keys: 's',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_norm',
    title: 'Begin a norming round with the chosen cases',
    group: 'Disagreements',
    keys: 'Shift+n',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_filter',
    title: 'Filter the cases by text',
    group: 'Disagreements',
    keys: '/',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_part',
    title: 'Cases, or map and clusters',
    group: 'Disagreements',
    keys: 'o',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_names',
    title: 'Show names or letters',
    group: 'Disagreements',
    keys: 'i',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_claim',
    title: 'Claim the case, or let it go',
    group: 'Disagreements',
    keys: 'x',
    scope: 'disagreements',
  },
  ...Array.from({ length: 9 }, (_, at): Command => ({
    id: `disagreements_option_${at + 1}`,
    title: `Rule for option ${at + 1}`,
    group: 'Disagreements',
    keys: String(at + 1),
    scope: 'disagreements',
    staysInFocus: true,
  })),
  {
    id: 'disagreements_cause',
    title: 'Next cause',
    group: 'Disagreements',
    keys: 'c',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_confidence',
    title: 'Next confidence',
    group: 'Disagreements',
    keys: 'Shift+c',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_rationale',
    title: 'Write the rationale',
    group: 'Disagreements',
    keys: 'r',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_guideline',
    title: 'Change the guideline, or not',
    group: 'Disagreements',
    keys: 't',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_rule',
    title: 'Rule and go on',
    group: 'Disagreements',
    keys: 'Mod+Enter',
    scope: 'disagreements',
    worksInText: true,
  },
  {
    id: 'disagreements_appeal',
    title: 'Appeal against the ruling',
    group: 'Disagreements',
    keys: 'a',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_comment',
    title: 'Write a comment',
    group: 'Disagreements',
    keys: 'n',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_passage_previous',
    title: 'Passage before',
    group: 'Disagreements',
    keys: '[',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_passage_next',
    title: 'Next passage',
    group: 'Disagreements',
    keys: ']',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_raw',
    title: 'Raw or rendered output',
    group: 'Disagreements',
    keys: 'm',
    scope: 'disagreements',
  },
  {
    id: 'disagreements_leave',
    title: 'Leave the text field, then the case',
    group: 'Disagreements',
    keys: 'Escape',
    scope: 'disagreements',
    worksInText: true,
  },
];

/** A norming round: from case to case, voting, discussing. */
const normingCommands: readonly Command[] = [
  {
    id: 'norming_next',
    title: 'Next case of the round',
    group: 'Norming',
    keys: 'j ArrowRight',
    scope: 'norming',
  },
  { id: 'norming_previous', title: 'Case before', group: 'Norming', keys: 'k ArrowLeft', scope: 'norming' },
  ...Array.from({ length: 9 }, (_, at): Command => ({
    id: `norming_option_${at + 1}`,
    title: `Vote for option ${at + 1}`,
    group: 'Norming',
    keys: String(at + 1),
    scope: 'norming',
    staysInFocus: true,
  })),
  { id: 'norming_rationale', title: 'Say why', group: 'Norming', keys: 'n', scope: 'norming' },
  {
    id: 'norming_vote',
    title: 'Store the vote and go on',
    group: 'Norming',
    keys: 'Mod+Enter',
    scope: 'norming',
    worksInText: true,
  },
  { id: 'norming_comment', title: 'Write to the discussion', group: 'Norming', keys: 'c', scope: 'norming' },
  { id: 'norming_raw', title: 'Raw or rendered output', group: 'Norming', keys: 'm', scope: 'norming' },
  {
    id: 'norming_leave',
    title: 'Leave the text field',
    group: 'Norming',
    keys: 'Escape',
    scope: 'norming',
    worksInText: true,
  },
];

export const commands: readonly Command[] = [
  {
    id: 'palette',
    title: 'Find a command',
    group: 'Everywhere',
    keys: 'Mod+k',
    scope: 'everywhere',
    worksInText: true,
  },
  { id: 'keys', title: 'Show all keys', group: 'Everywhere', keys: '?', scope: 'everywhere' },
  {
    id: 'lock',
    title: 'Lock, so that somebody else can take over',
    group: 'Everywhere',
    keys: 'Mod+Shift+l',
    scope: 'everywhere',
    worksInText: true,
  },
  { id: 'hub_open', title: 'Go to Hub', group: 'Everywhere', keys: 'g', scope: 'everywhere' },
  { id: 'welcome_demo', title: 'Open the demo audit', group: 'Today', keys: 'Enter', scope: 'welcome' },
  {
    id: 'today_continue',
    title: 'Continue with the next item',
    group: 'Today',
    keys: 'Enter',
    scope: 'today',
  },
  { id: 'today_take', title: 'Take with me', group: 'Today', keys: 't', scope: 'today' },
  { id: 'today_next', title: 'Next audit', group: 'Today', keys: 'ArrowDown', scope: 'today' },
  { id: 'today_previous', title: 'Audit before', group: 'Today', keys: 'ArrowUp', scope: 'today' },

  { id: 'review_next', title: 'Next item', group: 'Queue', keys: 'j ArrowRight', scope: 'review' },
  { id: 'review_previous', title: 'Previous item', group: 'Queue', keys: 'k ArrowLeft', scope: 'review' },
  { id: 'review_filter', title: 'Filter the queue', group: 'Queue', keys: '/', scope: 'review' },
  { id: 'review_skip', title: 'Skip, with a reason', group: 'Queue', keys: 's', scope: 'review' },
  { id: 'review_flag', title: 'Flag to the owner', group: 'Queue', keys: 'f', scope: 'review' },
  {
    id: 'review_round_skip',
    title: 'Skip the calibration round',
    group: 'Queue',
    keys: 'Shift+s',
    scope: 'review',
  },
  {
    id: 'review_round_feedback',
    title: 'Feedback of the calibration round',
    group: 'Queue',
    keys: '',
    scope: 'review',
  },
  {
    id: 'review_reopen',
    title: 'Reopen the last submitted item',
    group: 'Queue',
    keys: 'u',
    scope: 'review',
  },

  {
    id: 'review_advance',
    title: 'Go on by itself after submitting, or not',
    group: 'Queue',
    keys: 'Shift+a',
    scope: 'review',
  },
  {
    id: 'review_break_later',
    title: 'Put off the suggested break',
    group: 'Queue',
    keys: 'Shift+b',
    scope: 'review',
  },
  {
    id: 'review_introduction_skip',
    title: 'Skip the introduction',
    group: 'Everywhere',
    keys: '',
    scope: 'review',
  },
  {
    id: 'review_question_next',
    title: 'Next question',
    group: 'Scoring',
    keys: 'ArrowDown',
    scope: 'review',
  },
  {
    id: 'review_question_previous',
    title: 'Previous question',
    group: 'Scoring',
    keys: 'ArrowUp',
    scope: 'review',
  },
  ...optionCommands,
  {
    id: 'review_look_next',
    title: 'Look at the next option: what it means',
    group: 'Scoring',
    keys: 'o',
    scope: 'review',
  },
  {
    id: 'review_look_previous',
    title: 'Look at the previous option',
    group: 'Scoring',
    keys: 'Shift+o',
    scope: 'review',
  },
  { id: 'review_undo', title: 'Undo the last change', group: 'Scoring', keys: 'Mod+z', scope: 'review' },
  {
    id: 'review_redo',
    title: 'Redo what was undone',
    group: 'Scoring',
    keys: 'Mod+Shift+z Mod+y',
    scope: 'review',
  },
  { id: 'review_note', title: 'Write a note', group: 'Scoring', keys: 'n', scope: 'review' },
  {
    id: 'review_submit',
    title: 'Submit and go on',
    group: 'Scoring',
    keys: 'Mod+Enter',
    scope: 'review',
    worksInText: true,
  },
  {
    id: 'review_submit_complete',
    title: 'Submit when complete',
    group: 'Scoring',
    keys: 'Enter',
    scope: 'review',
  },
  {
    id: 'review_leave',
    title: 'Leave the text field or picker',
    group: 'Scoring',
    keys: 'Escape',
    scope: 'review',
    worksInText: true,
  },

  {
    id: 'review_evidence',
    title: 'Make the selection an evidence span',
    group: 'Evidence',
    keys: 'e',
    scope: 'review',
  },
  {
    id: 'review_sentence_next',
    title: 'Select the next sentence',
    group: 'Evidence',
    keys: 'Shift+ArrowDown',
    scope: 'review',
  },
  {
    id: 'review_sentence_previous',
    title: 'Select the previous sentence',
    group: 'Evidence',
    keys: 'Shift+ArrowUp',
    scope: 'review',
  },
  {
    id: 'review_word_longer',
    title: 'Selection one word longer',
    group: 'Evidence',
    keys: 'Shift+ArrowRight',
    scope: 'review',
  },
  {
    id: 'review_word_shorter',
    title: 'Selection one word shorter',
    group: 'Evidence',
    keys: 'Shift+ArrowLeft',
    scope: 'review',
  },
  {
    id: 'review_word_start_later',
    title: 'Selection begins one word later',
    group: 'Evidence',
    keys: 'Mod+Shift+ArrowRight',
    scope: 'review',
  },
  {
    id: 'review_word_start_earlier',
    title: 'Selection begins one word earlier',
    group: 'Evidence',
    keys: 'Mod+Shift+ArrowLeft',
    scope: 'review',
  },
  { id: 'review_span_next', title: 'Next evidence span', group: 'Evidence', keys: '.', scope: 'review' },
  {
    id: 'review_span_previous',
    title: 'Previous evidence span',
    group: 'Evidence',
    keys: ',',
    scope: 'review',
  },
  {
    id: 'review_span_class',
    title: 'Change the class of the span',
    group: 'Evidence',
    keys: 'r',
    scope: 'review',
  },
  {
    id: 'review_span_link',
    title: 'Link the span to a passage',
    group: 'Evidence',
    keys: 'l',
    scope: 'review',
  },
  {
    id: 'review_span_remove',
    title: 'Remove the span',
    group: 'Evidence',
    keys: 'Delete Backspace',
    scope: 'review',
  },

  {
    id: 'review_unfound_next',
    title: 'Next detail that is in no passage',
    group: 'Evidence',
    keys: 'c',
    scope: 'review',
  },
  {
    id: 'review_unfound_previous',
    title: 'Previous detail that is in no passage',
    group: 'Evidence',
    keys: 'Shift+c',
    scope: 'review',
  },
  {
    id: 'review_finder',
    title: 'Show or hide the evidence finder',
    group: 'Evidence',
    keys: 'w',
    scope: 'review',
  },
  { id: 'review_passage_previous', title: 'Previous passage', group: 'Reading', keys: '[', scope: 'review' },
  { id: 'review_passage_next', title: 'Next passage', group: 'Reading', keys: ']', scope: 'review' },
  { id: 'review_raw', title: 'Raw or rendered output', group: 'Reading', keys: 'm', scope: 'review' },
  {
    id: 'review_undim',
    title: 'Hold to undim everything',
    group: 'Reading',
    keys: 'v',
    scope: 'review',
    isHeld: true,
  },

  {
    id: 'review_fold_queue',
    title: 'Fold or open the queue',
    group: 'Reading',
    keys: 'Alt+1',
    scope: 'review',
  },
  {
    id: 'review_fold_prompt',
    title: 'Fold or open the prompt',
    group: 'Reading',
    keys: 'Alt+2',
    scope: 'review',
  },
  {
    id: 'review_fold_context',
    title: 'Fold or open the context',
    group: 'Reading',
    keys: 'Alt+3',
    scope: 'review',
  },
  {
    id: 'review_fold_scorecard',
    title: 'Fold or open the scorecard',
    group: 'Reading',
    keys: 'Alt+4',
    scope: 'review',
  },

  { id: 'report_question_next', title: 'Next question', group: 'Report', keys: ']', scope: 'report' },
  { id: 'report_question_previous', title: 'Previous question', group: 'Report', keys: '[', scope: 'report' },
  {
    id: 'report_explain',
    title: 'How was the headline computed?',
    group: 'Report',
    keys: 'h',
    scope: 'report',
  },
  { id: 'report_export', title: 'Export the report', group: 'Report', keys: 'x', scope: 'report' },
  { id: 'report_measure', title: 'Measure agreement now', group: 'Report', keys: 'm', scope: 'report' },
  {
    id: 'report_item_next',
    title: 'Next item behind the figure',
    group: 'Report',
    keys: 'j',
    scope: 'report',
  },
  {
    id: 'report_item_previous',
    title: 'Previous item behind the figure',
    group: 'Report',
    keys: 'k',
    scope: 'report',
  },
  {
    id: 'report_leave',
    title: 'Close the item or the explanation',
    group: 'Report',
    keys: 'Escape',
    scope: 'report',
  },

  { id: 'hub_part_next', title: 'Next part of Hub', group: 'Hub', keys: ']', scope: 'hub' },
  { id: 'hub_part_previous', title: 'Previous part of Hub', group: 'Hub', keys: '[', scope: 'hub' },

  {
    id: 'taxonomy_part_next',
    title: 'Next part of Taxonomy',
    group: 'Taxonomy',
    keys: ']',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_part_previous',
    title: 'Previous part of Taxonomy',
    group: 'Taxonomy',
    keys: '[',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_class_next',
    title: 'Next class, version, proposal or taxonomy',
    group: 'Taxonomy',
    keys: 'j ArrowDown',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_class_previous',
    title: 'Previous class, version, proposal or taxonomy',
    group: 'Taxonomy',
    keys: 'k ArrowUp',
    scope: 'taxonomy',
  },
  { id: 'taxonomy_edit', title: 'Edit, or read again', group: 'Taxonomy', keys: 'e', scope: 'taxonomy' },
  { id: 'taxonomy_rename', title: 'Rename the class', group: 'Taxonomy', keys: 'r', scope: 'taxonomy' },
  {
    id: 'taxonomy_redefine',
    title: 'Say that the class means something else now',
    group: 'Taxonomy',
    keys: 'd',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_reword',
    title: 'Say that these are other words for the same',
    group: 'Taxonomy',
    keys: 'w',
    scope: 'taxonomy',
  },
  { id: 'taxonomy_add', title: 'Add a class', group: 'Taxonomy', keys: 'a', scope: 'taxonomy' },
  { id: 'taxonomy_split', title: 'Split the class', group: 'Taxonomy', keys: 's', scope: 'taxonomy' },
  {
    id: 'taxonomy_merge',
    title: 'Merge the class with others',
    group: 'Taxonomy',
    keys: 'm',
    scope: 'taxonomy',
  },
  { id: 'taxonomy_retire', title: 'Retire the class', group: 'Taxonomy', keys: 't', scope: 'taxonomy' },
  {
    id: 'taxonomy_example',
    title: 'Take an example from real items',
    group: 'Taxonomy',
    keys: 'x',
    scope: 'taxonomy',
  },
  { id: 'taxonomy_undo', title: 'Undo the last change', group: 'Taxonomy', keys: 'Mod+z', scope: 'taxonomy' },
  {
    id: 'taxonomy_redo',
    title: 'Redo what was undone',
    group: 'Taxonomy',
    keys: 'Mod+Shift+z Mod+y',
    scope: 'taxonomy',
  },
  { id: 'taxonomy_preview', title: 'Preview and publish', group: 'Taxonomy', keys: 'p', scope: 'taxonomy' },
  {
    id: 'taxonomy_propose',
    title: 'Propose a change for discussion',
    group: 'Taxonomy',
    keys: 'Shift+p',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_comment',
    title: 'Comment on the proposal',
    group: 'Taxonomy',
    keys: 'n',
    scope: 'taxonomy',
  },
  {
    id: 'taxonomy_publish',
    title: 'Publish the new version',
    group: 'Taxonomy',
    keys: 'Mod+Enter',
    scope: 'taxonomy',
    worksInText: true,
  },
  {
    id: 'taxonomy_leave',
    title: 'Leave the text field, or close what is open',
    group: 'Taxonomy',
    keys: 'Escape',
    scope: 'taxonomy',
    worksInText: true,
  },
  ...disagreementCommands,
  ...normingCommands,
];

/** Command id → chords, only where a person changed them; an empty text takes the key away. */
export type KeyChanges = Readonly<Record<string, string>>;

export function findCommand(id: string): Command | null {
  return commands.find((one) => one.id === id) ?? null;
}

/** Chords of a command as they are now. */
export function listChords(of: Command, changes: KeyChanges): string[] {
  return (changes[of.id] ?? of.keys).split(' ').filter((chord) => chord !== '');
}

/** First chord of a command, to show on a button; undefined when it has none. */
export function firstChord(id: string, changes: KeyChanges): string | undefined {
  const of = findCommand(id);
  return of === null ? undefined : listChords(of, changes)[0];
}
