//go:build !linux

package main

import "errors"

// shield does nothing on this system: the program still makes no network call,
// but nothing forces it not to.
func shield() error { return errors.New("only Linux can take it away from a program") }
