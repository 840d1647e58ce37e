/** Where this module was loaded from: its data and the playground lie beside it. */
export const HERE = import.meta.url;
