;;; eglot.el --- A session of Emacs without a screen  -*- lexical-binding: t -*-

;; Prints one line for each thing that was seen.  SERVER is the program; the working directory is the tree.
;; BAD_FILE has a finding with BAD_TEXT at the end of BAD_PLACE, and a name of a task at the end of WAIT.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'xref)

(defalias 'y-or-n-p #'always "Nobody is there to ask.")

(defun say (format &rest arguments)
  (princ (concat (apply #'format format arguments) "\n")))

(defun wait-for (what condition)
  "Wait until CONDITION holds; end with a failure where it does not."
  (let ((limit (+ (float-time) 20)) (holds nil))
    (while (and (not (setq holds (funcall condition))) (< (float-time) limit))
      (accept-process-output nil 0.05))
    (unless holds
      (say "timeout: %s" what)
      (kill-emacs 1))))

(defun found ()
  ;; Idle timers do not run without a terminal.
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (mapcar (lambda (diagnostic)
            (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg diagnostic))
                    (car (split-string (flymake-diagnostic-text diagnostic) "\n"))))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun findings (text &optional gone)
  "Wait for a finding with TEXT, or where GONE for there to be none."
  (let ((has (lambda () (seq-some (lambda (one) (string-match-p (regexp-quote text) one)) (found)))))
    (wait-for (format "findings %s" text) (lambda () (if gone (not (funcall has)) (funcall has)))))
  (dolist (one (found)) (say "finding %s" one))
  (unless (found) (say "no finding")))

(setq eglot-sync-connect 20
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil
      vc-handled-backends nil
      project-find-functions (list (lambda (_) (cons 'transient default-directory))))
(add-to-list 'eglot-server-programs (cons 'sh-mode (list (getenv "SERVER") "server")))

(defvar tree default-directory)

(defun visit (path)
  (find-file (expand-file-name path tree))
  (setq default-directory tree)
  (sh-mode)
  (eglot-ensure)
  (unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
  (unless eglot--managed-mode (eglot--maybe-activate-editing-mode)))

(visit (getenv "BAD_FILE"))
(findings (getenv "BAD_TEXT"))

;; The first action at the finding is its fix.
(goto-char (point-min))
(re-search-forward (getenv "BAD_PLACE"))
(backward-char)
(let ((action (seq-find (lambda (one) (string-prefix-p "Remove" (plist-get one :title)))
                        (append (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                                 (list :textDocument (eglot--TextDocumentIdentifier)
                                                       :range (list :start (eglot--pos-to-lsp-position)
                                                                    :end (eglot--pos-to-lsp-position))
                                                       :context '(:diagnostics [])))
                                nil))))
  (say "action %s" (plist-get action :title))
  (eglot--apply-workspace-edit (plist-get action :edit)))
(findings (getenv "BAD_TEXT") t)

(goto-char (point-min))
(re-search-forward (getenv "WAIT"))
(backward-char)
(let ((place (car (xref-backend-definitions 'eglot "LSP identifier at point."))))
  (say "definition %s:%s" (file-relative-name (xref-location-group (xref-item-location place)) tree)
       (xref-location-line (xref-item-location place))))

(eglot-rename (getenv "NEW_NAME"))
(dolist (buffer (buffer-list))
  (with-current-buffer buffer
    (when buffer-file-name
      (save-excursion
        (goto-char (point-min))
        (while (search-forward (getenv "NEW_NAME") nil t)
          (say "renamed %s:%d" (file-relative-name buffer-file-name tree) (line-number-at-pos)))))))
(let ((server (eglot-current-server)))
  (eglot-shutdown server))
(say "end")
(dolist (buffer (buffer-list))
  (with-current-buffer buffer (set-buffer-modified-p nil)))
(kill-emacs 0)
