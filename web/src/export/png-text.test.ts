import { expect, test } from 'vitest';
import { crc32, withTexts } from './png-text';

test('the check sum is the one of PNG: that of its empty last chunk is known', () => {
  expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae42_6082);
});

test('texts stand behind the header, in UTF-8', () => {
  const png = new Uint8Array(8 + 25 + 12);
  new DataView(png.buffer).setUint32(8, 13);
  png.fill(7, 33);
  const whole = withTexts(png, { Title: 'α = 0.16' });
  const body = new TextEncoder().encode('iTXtTitle\0\0\0\0\0α = 0.16');
  const view = new DataView(whole.buffer);
  expect(whole.subarray(0, 33)).toEqual(png.subarray(0, 33));
  expect(view.getUint32(33)).toBe(body.length - 4);
  expect(whole.subarray(37, 37 + body.length)).toEqual(body);
  expect(view.getUint32(37 + body.length)).toBe(crc32(body));
  expect(whole.subarray(41 + body.length)).toEqual(png.subarray(33));
});
