// What the package gives: see README.
export {};
