// Command dev sets a machine up, opens the demo and runs every check. It is
// what a newcomer types first and the only thing that continuous integration
// calls:
//
//	go run ./cmd/dev run  [--yes]
//	go run ./cmd/dev test [--yes] [STEP...]
//	go run ./cmd/dev fuzz DURATION [TARGET...]
//
// # Set-up
//
// nabij needs OpenCV and, on Linux, the headers of X11 and GL; its tests also
// need a display of their own (Xvfb). On the apt family (Debian, Ubuntu) dev
// installs what is missing: on a terminal it asks first, without one or with
// --yes it goes on. With neither root nor sudo, and on every other system, it
// prints the line to type and exits with status 1. Nothing else is touched,
// and a machine that lacks nothing is left alone, so that both commands work
// without a network once the Go modules have been fetched.
//
// This package uses the standard library alone and no cgo, because it runs
// before anything is installed.
//
// # Run
//
// The program is built into .cache/bin and opens its demo. Without a display
// the demo runs off screen and leaves a picture of the map and a record.
//
// # Test
//
// The checks are steps with a name and a time. Two lanes run side by side,
// since compiling the OpenCV binding keeps one core busy for minutes: one lane
// holds what needs that binding, the other what does not. Every step runs,
// also after a failure, so that one run tells everything. Naming steps runs
// those alone.
//
// # Fuzz
//
// Every parser has a fuzz target. The checks give each but those of the leaves
// 20 seconds; `fuzz 10m` gives each ten minutes and says how many inputs were
// tried.
package main
