//go:build !linux

package main

// shield does nothing on this system: the program still makes no network call,
// but nothing forces it not to.
func shield() error { return fail("fail_only_linux") }
