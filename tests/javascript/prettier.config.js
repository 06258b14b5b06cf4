export default { printWidth: 128 };
