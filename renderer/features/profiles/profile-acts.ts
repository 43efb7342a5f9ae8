/** Owns the calls of the panel "People on this computer". Invariant: every answer is the state that all windows show. */
import { useMutation } from '@tanstack/react-query';
import { takeProfileState } from '../../lib/profiles.ts';
import { api } from '../../lib/query.ts';

/** PINs are among the inputs, so nothing of a call is kept. */
const after = { onSuccess: takeProfileState, gcTime: 0 };

export const useBeginGroup = () => useMutation(api.profiles.beginGroup.mutationOptions(after));
export const useAddPerson = () => useMutation(api.profiles.add.mutationOptions(after));
export const useRenamePerson = () => useMutation(api.profiles.rename.mutationOptions(after));
export const useChangePin = () => useMutation(api.profiles.changePin.mutationOptions(after));
export const useRemovePerson = () => useMutation(api.profiles.remove.mutationOptions(after));
export const useEndGroup = () => useMutation(api.profiles.endGroup.mutationOptions(after));
export const useSetLock = () => useMutation(api.profiles.setLock.mutationOptions(after));
