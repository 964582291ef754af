// Package player is where a replay stands: its position, its speed, whether it
// plays, what is selected and which moments can be jumped to. It draws nothing
// and reads no clock: whoever shows the replay tells it how much time went by.
//
// # Times
//
// All times are counted from the start of the recording's source, as those of
// the scenes are. A recording that is still being made grows; a player that
// follows it stays at its end.
package player
