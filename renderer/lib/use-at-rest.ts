/** Whether a screen has stood for a while: what nobody waits for is asked then, and not beside what somebody does. */
import { useEffect, useState } from 'react';

const REST_MS = 1_200;

export function useAtRest(): boolean {
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return isAtRest;
}
