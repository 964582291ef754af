// Package soak lets hours of made-up sessions pass in minutes, while
// everything that happens to a practice's computer happens to them: a camera
// that is unplugged, freezes or tears its pictures, a disk that is full for a
// while, a computer that falls asleep, a power cut.
//
// # What runs
//
// The whole way of a session but the network and the window: the fake camera
// behind its driver's interface, the steady camera that a session looks
// through, an eye that knows a script, the tracker, the scenes, and the record
// on the real disk, committed every half second of the session. Time is made up
// (fake.Clock) and all runs in one goroutine, so that a seed gives the same
// faults at the same moments each time.
//
// # What counts
//
// A fault is noticed when a scene says so, and must be within two seconds. It
// is survived when, within ten seconds after its end, nothing is said any more
// and everybody is there under the names that they had, without anything being
// started again. Seconds lost are those of scenes that were told and are not in
// the record when it is read back; at a power cut, those between the last scene
// and the last one of a copy of the files as they were at that moment.
package soak
