/** Whose page it is: the name in words, since a logo may be a mere sign. On dark pages it stands on white, for which it was drawn. */
export function BrandMark({ name, logoUrl }: { name: string; logoUrl: string | null }) {
  return (
    <p className="flex min-h-10 items-center gap-3 text-lg font-bold">
      {logoUrl && (
        <img
          src={logoUrl}
          alt=""
          fetchPriority="low"
          className="h-10 max-w-32 rounded-md object-contain dark:bg-[white] dark:p-1"
        />
      )}
      <span className="min-w-0">{name}</span>
    </p>
  );
}
