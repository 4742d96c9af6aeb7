import { TextField } from '../../components/text-field.tsx';
import { useWording } from '../../lib/wording-context.tsx';
import type { FieldsProps } from './billing-fields.tsx';

export function ReferenceField({ recorded, wrong }: FieldsProps) {
  const { t } = useWording();
  return (
    <TextField
      label={t('proposal.field.reference')}
      invalidText={t('proposal.missing')}
      error={wrong('reference') ? t('proposal.missing') : null}
      name="reference"
      defaultValue={recorded.reference ?? ''}
      autoComplete="off"
      required
      maxLength={100}
    />
  );
}
