/** A stranger's name in the title of a document, which is a file name to the editor. */
export function documentName(label: string): string {
  return label.replace(/[\\/:*?"<>|#%]/g, '_').slice(0, 60);
}
