package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
)

// errHelped tells that the usage was shown, as asked.
var errHelped = errors.New("usage shown")

// wrongUse is a command that was written wrongly.
type wrongUse struct{ what string }

func (w wrongUse) Error() string { return w.what }

// hinted is an error and what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// report tells an error in one line and a hint in the next, and returns the
// exit status.
func report(w io.Writer, cmd command, err error) int {
	var use wrongUse
	switch {
	case err == nil, errors.Is(err, errHelped):
		return 0
	case errors.As(err, &use):
		fmt.Fprintf(w, "nabij: %s\nhint: %s\n", oneLine(use.Error()), strings.TrimSpace("nabij "+cmd.name)+" --help")
		return 2
	}
	fmt.Fprintf(w, "nabij: %s\nhint: %s\n", oneLine(err.Error()), hint(err))
	return 1
}

func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }), "; ")
}

// hint returns what the error itself advises, or else what is usual.
func hint(err error) string {
	var own interface{ Hint() string }
	switch {
	case errors.As(err, &own) && own.Hint() != "":
		return oneLine(own.Hint())
	case errors.Is(err, context.Canceled):
		return "stopped as asked; what was recorded until then is kept"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full: make room, or choose another place"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "choose a place that you may write to"
	case errors.Is(err, fs.ErrNotExist):
		return "see whether the name is right and the file is there"
	}
	return "nabij doctor says what works on this computer"
}
