/**
 * Who may look, and who may steer: users and their roles, sessions, and what slows down guessing.
 */
@NullMarked
package io.sluice.gateway.access;

import org.jspecify.annotations.NullMarked;
