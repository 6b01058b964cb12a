#ifndef TREE_SITTER_BASH_H
#define TREE_SITTER_BASH_H

typedef struct TSLanguage TSLanguage;

/// The tree-sitter grammar of bash; the source is fetched at set-up, see the Makefile.
const TSLanguage *tree_sitter_bash(void);

#endif
