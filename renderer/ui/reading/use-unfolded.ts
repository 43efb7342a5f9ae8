/** Whether a person asked for all of something long; another thing starts folded again. */
import { useCallback, useState } from 'react';

export function useUnfolded(of: unknown): [isWhole: boolean, unfold: () => void] {
  const [unfolded, setUnfolded] = useState<unknown>(null);
  const unfold = useCallback(() => setUnfolded(of), [of]);
  return [unfolded !== null && unfolded === of, unfold];
}
