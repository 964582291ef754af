package opencv

// Fault is an error that a person can do something about.
type Fault struct {
	what  string
	hint  string
	cause error
}

// Error says what is wrong with which thing.
func (f *Fault) Error() string {
	if f.cause != nil {
		return f.what + ": " + f.cause.Error()
	}
	return f.what
}

// Hint says what to do about it, in one sentence.
func (f *Fault) Hint() string { return f.hint }

// Unwrap gives the cause, where there is one.
func (f *Fault) Unwrap() error { return f.cause }
