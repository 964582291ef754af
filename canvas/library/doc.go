// Package library is what the window shows of the records that are kept: a
// list to find one in, what can be done with one, and what can be done with
// all of them. It has neither a window nor files of its own: it makes pages of
// plain lines, fields and buttons, and asks a [Shelf] for the rest, so that all
// of it can be tested by pressing its buttons.
//
// # Work that lasts
//
// What takes a while runs on a goroutine of its own, with its progress on the
// page, and can be given up. The page changes in [Library.Update] alone, on the
// goroutine of whoever shows it.
//
// # Nothing by accident
//
// What cannot be taken back, an erasure, has a page of its own that says so,
// and wants a word typed.
package library
