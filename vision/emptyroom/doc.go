// Package emptyroom remembers what the camera sees when nobody is there, and
// tells what differs from it: silhouettes, without a network.
//
// # A frozen room
//
// An ordinary background model adapts, and an adapting background eats a
// person who sits still. This one is frozen: a cell is learned once, when it
// has stood still for a while and nobody is thought to be there, and from then
// on changes only slowly, only where the room is seen to be empty. It is never
// changed under a person or under a thing that nobody has explained. All of it
// lives in memory, at a few px a cell, and is learned anew in each session.
//
// A session that starts with people in the picture works too: the cells around
// them are learned first, those behind them when they come free.
//
// # Light
//
// Light is not part of the room. A cell is kept as the logarithm of its
// colours; daylight, lamps, exposure and white balance then add to it. What
// they add is estimated in every frame, per colour and per block of cells, by
// medians over the cells where the room is seen, and carried on under people
// from the blocks around them. A block may jump only together with all of the
// picture or when its texture stays what it was: a lamp keeps the edges of
// things, a person brings her own.
//
// # Shadows
//
// A shadow is darker, of the same tint, and has the texture of what lies
// beneath (Horprasert et al., "A statistical approach for real-time robust
// background subtraction and shadow detection", 1999); so has the glow of a
// lamp on a wall, which also has no edge. Neither counts as foreground.
//
// # Units
//
// Cells are those of a [vision.Mask]; brightness is a natural logarithm of the
// camera's own values, so that 0.1 is about ten percent.
package emptyroom
