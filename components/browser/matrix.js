/**
 * The product of two 4 × 4 matrices in column-major order, as in WebGL.
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function multiply(a, b) {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++) product[4 * column + row] += a[4 * k + row] * b[4 * column + k];
  return product;
}
