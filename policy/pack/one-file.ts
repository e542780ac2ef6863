#!/usr/bin/env node
/** The entry of the one-file pack: Pulumi starts the file itself, in the program's folder. */
import "./pack";
