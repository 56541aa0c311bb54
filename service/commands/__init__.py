"""The words of the command `helpline`: one module each, imported when it is called."""
