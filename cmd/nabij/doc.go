// Command nabij watches who is where on a therapy room's floor, with one
// ordinary webcam, and draws it as a calm live map that can be kept and
// replayed.
//
// Each subcommand has a file of its own that wires packages together and
// decides nothing else. What goes wrong is told on standard error in one line
// that names the thing, and one with a hint:
//
//	nabij: room.yaml:14: zones[1].outline: 2 points, want at least 3
//	hint: correct the room file, or make a new one with: nabij calibrate
//
// The exit status is 0 where all went well, 1 where something failed, 2 where
// the command was written wrongly. Files appear whole or not at all.
package main
