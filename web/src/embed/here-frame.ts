// Stands for here.ts in embed.html, which has no modules.

/** Where this page lies: the playground is beside it. */
export const HERE = new URL(location.pathname, location.href).href;
