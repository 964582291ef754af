// Package config reads and saves the room file and the program's few settings.
//
// # Reading
//
// A room file is written by hand as often as by the program, and a slip in it
// bends every distance of a session. So reading is strict: an unknown key, a
// key given twice, a number that is not finite, a second document or a point
// outside the picture is refused. All slips are collected, each with its line
// and its place, as in
//
//	room.yaml:14: zones[1].outline: 2 points, want at least 3
//
// The reader walks the node tree of the YAML document itself instead of
// decoding into a struct: the tree has the lines, and decoding loses unknown
// keys, keys given twice and `.nan`.
//
// # Saving
//
// [SaveRoom] edits the node tree of the file that is there, so that comments
// and keys that did not change stay as they were typed. The result is read
// back before it is written; the file before is kept beside it with the
// ending ".bak"; and the new file takes the old one's place in one step, so
// that a crash leaves the one or the other, never a part.
package config
