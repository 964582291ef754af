//go:build !linux

package window

// watchDisplay does nothing where the window does not speak X11.
func watchDisplay(<-chan struct{}, func()) {}
