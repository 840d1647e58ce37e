/** The presets of views that are opened without a link; the others come with the gallery. */
export const DEFAULT_LINK =
  '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&o=usam2:alpha=0.16:rho=0.1&o=husam:alpha=0.16:rho=0.02&start=0.7,0.8&start=0.5,0.8&start=0.95,0.8';
export const DEFAULT_NETWORK_LINK =
  '#v=1&net=chebyshev&layers=30,20&act=tanh&o=gd:alpha=0.2&steps=4030';
