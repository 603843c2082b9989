/** `Maker name:str` -> `Maker:with=task name:str`: the line of a resource that has these layers too. */
export function withLayers(line: string, layers: readonly string[]): string {
  return line.replace(/^\S+/, (head) => [head, ...layers.map((layer) => `with=${layer}`)].join(':'));
}
