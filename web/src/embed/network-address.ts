import relative from './network.worker?worker&url';

/** Where the script of a thread for networks lies. */
export const address = new URL(relative, import.meta.url).href;
