// Package calibrate makes a floor from what can be seen of it, and says how
// good that floor is.
//
// A [Report] tests a floor with its own points: each is left out in turn, the
// floor solved from the others, and the point looked up on it. That is an error
// that the point could not hide; a residual alone is not, because every point
// pulls the floor towards itself.
package calibrate
