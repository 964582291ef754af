// Package controls is everything in the window besides its pixels: what a key
// or the mouse does, what is on the sheet around the map, and when it has to
// be drawn again. It has neither a window nor a clock of its own, so that all
// of it can be tested by pressing keys in a test.
//
// # One panel for both
//
// A [Panel] shows a session that happens now or one that is replayed. It is
// made with [Live] or with [Replay]; after that both draw scenes through the
// same code, and only the controls differ.
//
// # Saying little
//
// The map fills the sheet. A key is acknowledged by one short line that goes
// away by itself, and what must be said stands in one quiet line, long enough to
// be read. Below the map are the session's time and the buttons that are used
// most; numbers and all other keys are there when asked for, and a client's
// screen has the map alone.
package controls
