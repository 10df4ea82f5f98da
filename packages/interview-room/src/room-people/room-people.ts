import type { Person } from '@interview-room/core';
import { Localize, RoomElement } from '@interview-room/ui';
import { eye, eyeOff, users, x } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/room/strings.js';
import type { MenuSelectEvent } from '../room-menu/menu-select-event.js';
import type { MenuItem } from '../room-menu/room-menu.js';
import { avatar, hueClass } from '../together/avatar.js';
import { avatarStyles } from '../together/avatar.styles.js';
import { placePopover } from '../together/place-popover.js';
import { ROLE_WORDS } from '../together/role-words.js';
import { whereabouts, type Presence, type Whereabouts } from '../together/whereabouts.js';
import { FollowRequestEvent, MuteCursorRequestEvent } from './people-requests.js';
import { styles } from './room-people.styles.js';

/** So many discs stand in a row; of more, the last tells how many. */
const IN_ROW = 4;

/**
 * Who is in a room: who is here, what they are, which file they have open. One may be followed, and their cursor hidden.
 *
 * @tag room-people
 * @summary The people of a room, as a list or as a row of discs that opens one.
 * @attr {boolean} compact - A row of discs that opens the list, for a header.
 * @attr {string} you - The id of the person who sees this.
 * @attr {string} folder - The folder that all work in, such as `python/`: files in it are told without it.
 * @attr {string} following - The id of the person who is followed.
 * @fires {FollowRequestEvent} follow-request - Someone (`person`) is to be followed, or nobody any more.
 * @fires {MuteCursorRequestEvent} mute-cursor-request - The cursor of `person` is to be hidden, or shown again (`muted`).
 * @csspart list - The list.
 * @csspart row - The button that opens the list.
 */
export class RoomPeople extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, avatarStyles, styles];

  /** Those who have joined. */
  @property({ attribute: false }) people: readonly Person[] = [];
  /** What their tabs last told. */
  @property({ attribute: false }) presence: readonly Presence[] = [];
  /** The id of the person who sees this. */
  @property() you = '';
  /** The folder that all work in. */
  @property() folder = '';
  /** The id of the person who is followed. */
  @property() following?: string;
  /** Whose cursors are hidden. */
  @property({ attribute: false }) muted: readonly string[] = [];
  /** A row of discs that opens the list. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @query('.list') private readonly list!: HTMLElement;
  @query('button.row') private readonly button!: HTMLButtonElement;
  private readonly words = new Localize(this, strings);

  override render(): TemplateResult {
    const all = whereabouts(this.people, this.presence, this.you);
    if (!this.compact) return html`<div class="list" part="list">${this.renderList(all)}</div>`;
    return html`${this.renderRow(all.filter(({ here }) => here))}
      <div
        id="list"
        class="list"
        part="list"
        popover
        role="dialog"
        aria-label=${this.words.term('people')}
        @toggle=${this.onToggle}
      >
        ${this.renderList(all)}
      </div>`;
  }

  private renderRow(here: readonly Whereabouts[]): TemplateResult {
    const shown = here.length > IN_ROW ? here.slice(0, IN_ROW - 1) : here;
    const name = this.words.term('peopleWho', here.length);
    return html`<button class="row" part="row" popovertarget="list" aria-haspopup="dialog" title=${name}>
      ${shown.map(({ person }) => avatar(person))}
      ${here.length > shown.length ? html`<span class="more" aria-hidden="true">+${here.length - shown.length}</span>` : nothing}
      <span class="visually-hidden">${name}</span>
    </button>`;
  }

  private renderList(all: readonly Whereabouts[]): TemplateResult {
    return html`<ul aria-label=${this.words.term('people')}>
      ${repeat(
        all,
        ({ person }) => person.id,
        (each) => this.renderPerson(each),
      )}
    </ul>`;
  }

  private renderPerson(each: Whereabouts): TemplateResult {
    const { person, here } = each;
    const followed = person.id === this.following;
    return html`<li class="${hueClass(person.color)} ${followed ? 'followed' : ''}">
      ${avatar(person, here)}
      <div>
        <div class="name" dir="auto" title=${person.name}>${this.nameOf(person)}</div>
        <div class="facts">
          ${[this.words.term(ROLE_WORDS[person.role]), ...this.factsOf(each)].join(' · ')}
        </div>
      </div>
      ${person.id === this.you ? nothing : this.renderMenu(person, here)}
    </li>`;
  }

  private nameOf({ id, name }: Person): string {
    return id === this.you ? this.words.term('personYou', name) : name;
  }

  private factsOf({ person, here, path, typing, away }: Whereabouts): string[] {
    const { words } = this;
    const marks = [
      person.id === this.following && words.term('personFollowed'),
      this.muted.includes(person.id) && words.term('personMuted'),
    ];
    const facts = here
      ? [
          path && words.term('personIn', this.fileOf(path)),
          typing && words.term('personTyping'),
          away && words.term('personAway'),
        ]
      : [words.term('personGone')];
    return [...facts, ...marks].filter((fact): fact is string => Boolean(fact));
  }

  /** As it is called on its tab. */
  private fileOf(path: string): string {
    return path.startsWith(this.folder) ? path.slice(this.folder.length) : path;
  }

  private renderMenu(person: Person, here: boolean): TemplateResult | typeof nothing {
    const items = this.itemsFor(person.id, here);
    if (items.length === 0) return nothing;
    return html`<room-menu
      theme=${this.theme}
      label=${this.words.term('personActions', person.name)}
      .items=${items}
      @menu-select=${(event: MenuSelectEvent) => this.onMenu(event, person.id)}
    ></room-menu>`;
  }

  /** Nobody who is not here can be followed; but who was may be let go. */
  private itemsFor(id: string, here: boolean): MenuItem[] {
    const followed = id === this.following;
    const muted = this.muted.includes(id);
    const follow = followed
      ? { id: 'unfollow', label: this.words.term('personUnfollow'), icon: x }
      : { id: 'follow', label: this.words.term('personFollow'), icon: users };
    const mute = muted
      ? { id: 'unmute', label: this.words.term('personUnmute'), icon: eye }
      : { id: 'mute', label: this.words.term('personMute'), icon: eyeOff };
    return [...(here || followed ? [follow] : []), ...(here || muted ? [mute] : [])];
  }

  private onMenu(event: MenuSelectEvent, id: string): void {
    event.stopPropagation();
    const { item } = event;
    if (item === 'follow') this.dispatchEvent(new FollowRequestEvent(id));
    else if (item === 'unfollow') this.dispatchEvent(new FollowRequestEvent());
    else this.dispatchEvent(new MuteCursorRequestEvent(id, item === 'mute'));
  }

  private onToggle(event: ToggleEvent): void {
    if (event.newState === 'open') placePopover(this.list, this.button);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-people': RoomPeople;
  }
}
