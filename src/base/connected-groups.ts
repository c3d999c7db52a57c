/** @file Groups of numbers that are linked to each other. */

/**
 * Groups `members` so that linked ones are together; groups and their members are in the order of `members`.
 * @param linksOf  the numbers that a member is linked to; those that are no members do not count
 */
export function connectedGroups(
  members: readonly number[],
  linksOf: (member: number) => readonly number[],
): number[][] {
  /** Another member of the same group, or the member itself if it stands for its group. */
  const parent = new Map(members.map((member) => [member, member]));
  const rootOf = (member: number): number => {
    let root = member;
    for (let next = parent.get(root)!; next !== root; next = parent.get(root)!) root = next;
    parent.set(member, root);
    return root;
  };
  for (const member of members)
    for (const link of linksOf(member)) if (parent.has(link)) parent.set(rootOf(member), rootOf(link));
  const groups = new Map<number, number[]>();
  for (const member of members) {
    const root = rootOf(member);
    const group = groups.get(root);
    if (group) group.push(member);
    else groups.set(root, [member]);
  }
  return [...groups.values()];
}
