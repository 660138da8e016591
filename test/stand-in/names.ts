import type * as standIn from './electron.ts';

type Real = typeof Electron.CrossProcessExports;
type StandIn = Omit<typeof standIn, 'default'>;
type Members<Thing> = Thing extends abstract new (...args: never[]) => infer Instance
  ? keyof Instance | keyof Thing
  : keyof Thing;
type Foreign = {
  readonly [Name in keyof StandIn]: Name extends keyof Real
    ? Extract<Exclude<Members<StandIn[Name]>, Members<Real[Name]>>, string>
    : Name;
}[keyof StandIn];
type Contents = InstanceType<StandIn['BrowserWindow']>['webContents'];
type None<Names extends never> = Names;

/**
 * Checked by the compiler alone: whatever the stand-in exports, and every member of it, exists in Electron. Should one not, these
 * lines do not compile and name it.
 */
export type NothingForeign = [
  None<Foreign>,
  None<Exclude<keyof StandIn['session']['defaultSession'], keyof Electron.Session>>,
  None<Extract<Exclude<keyof Contents, keyof Electron.WebContents>, string>>,
];
