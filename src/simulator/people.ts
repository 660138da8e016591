/** Somebody who works in the contact centre. The three names that GWS has for a person differ on purpose. */
export interface Person {
  /** GWS's user id, 32 hexadecimal digits. */
  readonly id: string;
  /** What the person signs in with. */
  readonly userName: string;
  /** What GWS calls `workbinAgentId` and `assignedTo`. */
  readonly employeeId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  /** The desk, which owns workbins of type Place. */
  readonly place: string;
  readonly agentGroups: readonly string[];
}

/** The agent groups, by the names that `agentGroup=` wants. */
export const agentGroups = ['Claims Team', 'Billing & Refunds', 'Kundenservice München'] as const;

/** The place groups, by the names that `placeGroup=` wants. */
export const placeGroups = ['Front Office'] as const;

/** Who signs in unless a test wants somebody else. */
export const demoPerson: Person = {
  id: '0d3f6c1e8a5b4d7290c4e1fa7b28d640',
  userName: 'demo',
  employeeId: 'RW1042',
  firstName: 'Robin',
  lastName: 'Weber',
  password: 'demo',
  place: 'Desk_1042',
  agentGroups,
};

const colleague = (
  id: string,
  userName: string,
  employeeId: string,
  firstName: string,
  lastName: string,
  groups: readonly string[],
): Person => ({
  id,
  userName,
  employeeId,
  firstName,
  lastName,
  password: userName,
  place: `Desk_${employeeId.slice(2)}`,
  agentGroups: groups,
});

/** Everybody, the demo person first. */
export const people: readonly Person[] = [
  demoPerson,
  colleague('3b9a04d7c65e4f1883ad20f6e91c57bb', 'a.lindqvist', 'AL2077', 'Astrid', 'Lindqvist', ['Claims Team']),
  colleague('71c8e2f5a90d4b36b7f4d018c3e6a92d', 'm.haddad', 'MH0315', 'Mariam', 'Haddad', ['Claims Team', 'Billing & Refunds']),
  colleague('9e40b7a16d2c4835a1f95c7de80b364f', 'y.tanaka', 'YT5530', '陽子', '田中', ['Billing & Refunds']),
  colleague('c5172de983f64a0bb86e49d1f70a2c83', 'c.moreau', 'CM4411', 'Clémence', 'Moreau', ['Kundenservice München']),
  colleague('e82f59c04b7d46a1936da8b1507ef4c2', 'j.ortega', 'JO2203', 'Julián', 'Ortega Villar', []),
];
