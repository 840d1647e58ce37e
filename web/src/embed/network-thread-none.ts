// Stands for network-thread.ts in embed.html, which has no files beside it.

throw new Error('a page that holds everything does not train networks');

export const address = '';
