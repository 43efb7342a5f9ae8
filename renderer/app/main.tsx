/**
 * Entry of the renderer: reads the token, sets the theme before the first paint, mounts the app.
 */
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './mantine.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeTokenFromAddress } from '../lib/client.ts';
import { startShortcuts } from '../lib/shortcuts.ts';
import { App } from './app.tsx';
import { applyTheme, rememberedTheme } from './color-theme.ts';
import { startFirstCalls } from './first-calls.ts';
import { loadScreens } from './routes.tsx';

takeTokenFromAddress();
applyTheme(rememberedTheme());
startShortcuts();
startFirstCalls();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Not beside the first seconds, in which somebody waits for the first item.
setTimeout(() => void loadScreens(), 4_000);
