/** The one window: its size, its place, its page. Must not know the backend. */
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from '../../shared/contract/window-channel.ts';
import { lockNavigation, securePreferences } from './security.ts';

/** Paper and night surfaces of the design tokens, so that the first frame does not flash. */
const paper = '#f6f5f2';
const night = '#161614';

export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Assay',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? night : paper,
    webPreferences: securePreferences(preload),
  });
  lockNavigation(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
