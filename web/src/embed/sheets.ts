import { type CSSResult, unsafeCSS } from 'lit';
import controls from '../styles/controls.css?inline';
import critical from '../styles/critical.css?inline';
import figure from '../styles/embed.css?inline';
import page from '../styles/page.css?inline';
import card from '../styles/point-card.css?inline';
import views from '../styles/views.css?inline';

/**
 * The page's own style sheets and a figure's. Lit adopts them as constructed sheets, which a
 * content-security policy does not forbid; nothing of them is seen outside the shadow root.
 */
export const sheets: CSSResult[] = [page, controls, views, critical, card, figure].map(unsafeCSS);
