// Package scene says who is where at one moment, in metres, and what just
// happened. Live and replay give the same scenes; whoever draws or keeps them
// cannot tell the two apart.
package scene
